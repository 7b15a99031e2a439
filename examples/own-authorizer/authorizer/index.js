/** The API's own authorizer, and none of CORS: it knows one token. */
exports.handler = async ({ authorizationToken, methodArn }) => {
  if (authorizationToken !== 'Bearer example') throw new Error('Unauthorized');
  const [api, stage] = methodArn.split('/');
  return {
    principalId: 'ann',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: `${api}/${stage}/*` }],
    },
  };
};
