// How things are named and placed on the wire; only what the service's protocols use.
const has = (protocols, ...any) => any.some(p => protocols.includes(p));
const rest = protocols => has(protocols, 'rest-json', 'rest-xml');
const xml = protocols => has(protocols, 'query', 'ec2', 'rest-xml');

/** Of a member, element, key or value. */
export function members({ kind, detail, traits, shapeTraits = {} }, known, protocols) {
  const [location, locationName] =
    traits.httpLabel ? ['uri'] :
    traits.httpHeader ? ['header', traits.httpHeader] :
    traits.httpPrefixHeaders !== undefined ? ['headers', traits.httpPrefixHeaders] :
    traits.httpQuery ? ['querystring', traits.httpQuery] :
    traits.httpQueryParams ? ['querystring'] :
    traits.httpResponseCode ? ['statusCode'] : [];
  return {
    ...(rest(protocols) && {
      location, locationName,
      jsonName: traits.jsonName,
      hostLabel: flag(traits.hostLabel),
      eventPayload: flag(traits.eventPayload),
      streaming: flag(detail === 'streaming' || shapeTraits.streaming || traits.streaming),
    }),
    ...(xml(protocols) && {
      xmlName: traits.xmlName,
      flattened: flag(traits.xmlFlattened),
      xmlAttribute: flag(traits.xmlAttribute),
      xmlNamespace: traits.xmlNamespace,
      queryName: traits.ec2QueryName ?? known?.queryName,
    }),
    timestampFormat: kind === 'timestamp' && detail !== 'streaming' ? detail : undefined,
    idempotencyToken: flag(traits.idempotencyToken || known?.idempotencyToken),
    sensitive: flag(traits.sensitive),
  };
}

/** Of a shape. */
export function shape({ name, error, traits, shapeTraits = {}, members: all = [] }, known, protocols) {
  const payload = all.find?.(([, reference]) => reference().traits.httpPayload)?.[0];
  return {
    error: error ? errorOf(name, shapeTraits, known) : undefined,
    sensitive: flag(shapeTraits.sensitive || known?.sensitive),
    ...(rest(protocols) && { payload, eventStream: flag(known?.eventstream), mediaType: shapeTraits.mediaType }),
    ...(xml(protocols) && { xmlName: shapeTraits.xmlName, xmlNamespace: shapeTraits.xmlNamespace }),
  };
}

function errorOf(name, traits, known) {
  const [code, queryStatus] = traits.awsQueryError ?? [];
  const fault = traits.error ?? (known?.fault ? 'server' : 'client');
  return {
    code: code ?? known?.error?.code ?? name,
    status: queryStatus ?? traits.httpError ?? known?.error?.httpStatusCode ?? (fault === 'server' ? 500 : 400),
    fault,
  };
}

/** Of an operation. */
export function operation(traits, known, protocols) {
  const [method, uri, status] = traits.http ?? [];
  return {
    ...(rest(protocols) && method && { http: { method, uri, status } }),
    ...(has(protocols, 'query') && { resultWrapper: known?.output?.resultWrapper }),
    ...(traits.endpoint && { hostPrefix: traits.endpoint[0] }),
    ...((known?.httpChecksumRequired || known?.httpChecksum) && { checksum: known.httpChecksum ?? { requestChecksumRequired: true } }),
  };
}

const flag = value => value ? true : undefined;
