import { Stack, Stage, type App } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-codecommit';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import { lambdaRestApi } from './lambda-rest-api';

/** A pipeline that deploys the API twice: the stacks are in stages, which are assemblies of their own. Gives the stack of the first. */
export function pipeline(app: App): Stack {
  const stack = new Stack(app, 'Pipeline');
  const repository = Repository.fromRepositoryName(stack, 'Repository', 'shop');
  const synth = new ShellStep('Synth', {
    input: CodePipelineSource.codeCommit(repository, 'main'),
    commands: ['npm ci', 'npx cdk synth'],
  });
  const made = new CodePipeline(stack, 'Deploy', { synth });
  const test = new Stage(app, 'Test');
  const prod = new Stage(app, 'Prod');
  const tested = lambdaRestApi(test);
  lambdaRestApi(prod);
  made.addStage(test);
  made.addStage(prod);
  return tested;
}
