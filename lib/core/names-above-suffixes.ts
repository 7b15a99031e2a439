/*
 * Written by "npm run build:suffixes" from the Public Suffix List that tldts carries; a test holds the two together.
 * Each list is a tree: `com(amazonaws(rds) render)` is amazonaws.com, rds.amazonaws.com and render.com.
 */

/** Names with a suffix of a registry below them. */
export const ABOVE_REGISTRY_SUFFIXES = [
  'no(akershus buskerud hedmark hordaland more-og-romsdal nordland ostfold telemark vestfold xn--mre-og-romsdal-qqb xn--stfold-9xa)',
].join(' ');

/** Names under which a company lets strangers register names, at some depth. */
export const ABOVE_PRIVATE_SUFFIXES = [
  'app(evervault railway)',
  'at(funkfeuer ortsinfo)',
  'au(com(cloudlets))',
  'aws(on(af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-gov-east-1 us-gov-west-1 us-west-1 us-west-2) repost sagemaker(af-south-1 ap-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 sa-east-1 us-east-1 us-east-2 us-gov-east-1 us-gov-west-1 us-west-1 us-west-2))',
  'ba(brendly)',
  'be(interhostsolutions kuleuven)',
  'bot(grok)',
  'camp(emf)',
  'casa(nabu)',
  'cc(spawn)',
  'ch(cloudscale(lpg rma) flow(ae) objectstorage)',
  'cloud(axarnet encoway jelastic jenv-aruba(aruba(eur)) k2(ru-msk ru-spb) onstackit reclaim scw(baremetal fr-par instances nl-ams pl-waw) trendhosting)',
  'cn(canvasite com(amazonaws(airflow cn-north-1(dualstack) cn-northwest-1(dualstack) eb) amazonwebservices(on(cn-north-1 cn-northwest-1)) sagemaker(cn-north-1 cn-northwest-1)) quickconnect)',
  'co(rdpa)',
  'com(amazonaws(af-south-1(aws-cloud9 cloud9 dualstack) airflow ap-east-1(aws-cloud9 cloud9 dualstack) ap-northeast-1(aws-cloud9 bedrock-agentcore cloud9 dualstack) ap-northeast-2(aws-cloud9 bedrock-agentcore cloud9 dualstack) ap-northeast-3(aws-cloud9 cloud9 dualstack) ap-south-1(aws-cloud9 bedrock-agentcore cloud9 dualstack) ap-south-2(bedrock-agentcore dualstack) ap-southeast-1(aws-cloud9 bedrock-agentcore cloud9 dualstack) ap-southeast-2(aws-cloud9 bedrock-agentcore cloud9 dualstack) ap-southeast-3(dualstack) ap-southeast-4(dualstack) ap-southeast-5(bedrock-agentcore dualstack) ap-southeast-7(bedrock-agentcore) ca-central-1(aws-cloud9 bedrock-agentcore cloud9 dualstack) ca-west-1(dualstack) eu-central-1(aws-cloud9 bedrock-agentcore cloud9 dualstack) eu-central-2(dualstack) eu-north-1(aws-cloud9 bedrock-agentcore cloud9 dualstack) eu-south-1(aws-cloud9 bedrock-agentcore cloud9 dualstack) eu-south-2(bedrock-agentcore dualstack) eu-west-1(aws-cloud9 bedrock-agentcore cloud9 dualstack) eu-west-2(aws-cloud9 bedrock-agentcore cloud9 dualstack) eu-west-3(aws-cloud9 bedrock-agentcore cloud9 dualstack) il-central-1(aws-cloud9 cloud9 dualstack) me-central-1(dualstack) me-south-1(aws-cloud9 cloud9 dualstack) rds s3-global(accesspoint) sa-east-1(aws-cloud9 bedrock-agentcore cloud9 dualstack) us-east-1(aws-cloud9 bedrock-agentcore cloud9 dualstack) us-east-2(aws-cloud9 bedrock-agentcore cloud9 dualstack) us-gov-east-1(dualstack) us-gov-west-1(bedrock-agentcore dualstack) us-west-1(aws-cloud9 bedrock-agentcore cloud9 dualstack) us-west-2(aws-cloud9 bedrock-agentcore cloud9 dualstack)) amazoncognito(af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-gov-east-1 us-gov-west-1 us-west-1 us-west-2) amazonlightsail(cs) clever-cloud code databricksapps datadetect emergentagent evennode fbsbx fin-ncloudstorage(object private(object)) gov-ncloudstorage(object private(object)) hosted-by-previder hosteur ik-server jelastic linode linodeusercontent massivegrid mythic-beasts ncloud(objectstorage) ncloudstorage(object private(object) website) ncpstorage(object(jp4 jp5) private(object(jp4 jp5))) nospamproxy observableusercontent prgmr project-study render salesforce(platform(code-builder-stg(test))) tb-hosting typeform wafaicloud wiardweb)',
  'cy(com(scaleforce))',
  'cz(contentproxy9 metacentrum muni(cloud))',
  'de(cosidns hs-heilbronn(it) ruhr-uni-bochum(noc) speedpartner)',
  'dev(crm evervault localcert storage storageapi)',
  'edu(rit)',
  'email(tawk tawkto)',
  'eu(amazonwebservices(on(eusc-de-east-1(cognito-idp))) dogado)',
  'eus(party)',
  'fi(cloudplatform)',
  'gg(ply)',
  'host(amba)',
  'hr(brendly)',
  'io(beebyte beebyteapp bubble dappnode forgerock lair nodeart rb-hosting resinstaging scrypted thingdust(dev disrec prod testing))',
  'it(neen)',
  'jp(ne(aseinet) sakurastorage(isk01 isk02) webaccel)',
  'link(nftstorage storacha w3s)',
  'me(hooc transip)',
  'name(her his)',
  'net(atlassian-dev(prod) cdn77 cloudflareanycast cloudflarecn cloudflareglobal elastx fastly(prod ssl) hrsn massivegrid(paas) mynetname ovh saveincloud scaleforce srcf usgovcloudapi(core) vps-host(jelastic) windows(core))',
  'org(cdn77 cdn77-secure(origin) fedoraproject(os stg(os)) teckids)',
  'rs(brendly)',
  'ru(cldmail)',
  'sh(platform)',
  'site(canva)',
  'to(quickconnect)',
  'tools(addr)',
  'uk(co(layershift retrosnub))',
  'us(databricksapps enscaled)',
].join(' ');
