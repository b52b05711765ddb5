using Workbook.Shapes;
using Workbook.Shapes.Elb;

namespace Workbook.Orchestration.LoadBalancing.Classic;

/// <summary>The types of policies that classic load balancers know; policies themselves are not served.</summary>
public static class ClassicPolicyTypes
{
    public static ValueList<PolicyTypeDescription> All { get; } =
    [
        Of("SSLNegotiationPolicyType", "Listener policy that defines the ciphers and protocols that will be accepted by the load balancer. This policy can be associated only with HTTPS/SSL listeners.", []),
        Of("BackendServerAuthenticationPolicyType", "Policy that controls authentication to back-end server(s) and contains one or more policies, such as an instance of a PublicKeyPolicyType. This policy can be associated only with back-end servers that are using HTTPS/SSL.",
            [new() { AttributeName = "PublicKeyPolicyName", AttributeType = "PolicyName", Cardinality = "ONE_OR_MORE" }]),
        Of("PublicKeyPolicyType", "Policy containing a list of public keys to accept when authenticating the back-end server(s). This policy cannot be applied directly to back-end servers or listeners but must be part of a BackendServerAuthenticationPolicyType.",
            [new() { AttributeName = "PublicKey", AttributeType = "String", Cardinality = "ONE" }]),
        Of("AppCookieStickinessPolicyType", "Stickiness policy with session lifetimes controlled by the lifetime of the application-generated cookie. This policy can be associated only with HTTP/HTTPS listeners.",
            [new() { AttributeName = "CookieName", AttributeType = "String", Cardinality = "ONE" }]),
        Of("LBCookieStickinessPolicyType", "Stickiness policy with session lifetimes controlled by the browser (user-agent) or a specified expiration period. This policy can be associated only with HTTP/HTTPS listeners.",
            [new() { AttributeName = "CookieExpirationPeriod", AttributeType = "Long", Cardinality = "ZERO_OR_ONE" }]),
        Of("ProxyProtocolPolicyType", "Policy that controls whether to include the IP address and port of the originating request for TCP messages. This policy operates on TCP/SSL listeners only.",
            [new() { AttributeName = "ProxyProtocol", AttributeType = "Boolean", Cardinality = "ONE" }]),
    ];

    /// <exception cref="ApiException">There is none of that name.</exception>
    public static PolicyTypeDescription Find(string name) => All.FirstOrDefault(type => type.PolicyTypeName == name) ?? throw ElbErrors.PolicyTypeNotFound($"Policy type '{name}' does not exist");

    private static PolicyTypeDescription Of(string name, string description, ValueList<PolicyAttributeTypeDescription> attributes) =>
        new() { PolicyTypeName = name, Description = description, PolicyAttributeTypeDescriptions = attributes };
}
