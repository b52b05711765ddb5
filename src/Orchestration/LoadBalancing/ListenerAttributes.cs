using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>The attributes of listeners (see "ListenerAttribute" in the API reference) and ModifyListenerAttributes.</summary>
public static class ListenerAttributes
{
    /// <summary>Of Network Load Balancers.</summary>
    public const string TcpIdleTimeout = "tcp.idle_timeout.seconds";

    /// <summary>Whether the target's <c>Server</c> header reaches the client.</summary>
    public const string ServerHeader = "routing.http.response.server.enabled";

    /// <summary>What the headers are called that tell a target how the client encrypts: a listener's name, or the default.</summary>
    public const string TlsVersionName = "routing.http.request.x_amzn_tls_version.header_name";

    /// <inheritdoc cref="TlsVersionName"/>
    public const string TlsCipherSuiteName = "routing.http.request.x_amzn_tls_cipher_suite.header_name";

    // The default name of each header that can have another one.
    private static readonly (string Key, string Header)[] RenamedWithTls =
    [
        ("x_amzn_mtls_clientcert", "X-Amzn-Mtls-Clientcert"),
        ("x_amzn_mtls_clientcert_issuer", "X-Amzn-Mtls-Clientcert-Issuer"),
        ("x_amzn_mtls_clientcert_leaf", "X-Amzn-Mtls-Clientcert-Leaf"),
        ("x_amzn_mtls_clientcert_serial_number", "X-Amzn-Mtls-Clientcert-Serial-Number"),
        ("x_amzn_mtls_clientcert_subject", "X-Amzn-Mtls-Clientcert-Subject"),
        ("x_amzn_mtls_clientcert_validity", "X-Amzn-Mtls-Clientcert-Validity"),
        ("x_amzn_tls_cipher_suite", "X-Amzn-Tls-Cipher-Suite"),
        ("x_amzn_tls_version", "X-Amzn-Tls-Version"),
    ];

    // Response headers that a listener can set, by the last part of their keys.
    private static readonly string[] Responses =
    [
        "access_control_allow_credentials", "access_control_allow_headers", "access_control_allow_methods", "access_control_allow_origin", "access_control_expose_headers",
        "access_control_max_age", "content_security_policy", "strict_transport_security", "x_content_type_options", "x_frame_options",
    ];

    private static readonly AttributeRule[] Http = [.. Responses.Select(name => AttributeRule.Text($"routing.http.response.{name}.header_value")), AttributeRule.Flag(ServerHeader, preset: true)];

    private static readonly AttributeRule[] Https = [.. RenamedWithTls.Select(each => new AttributeRule($"routing.http.request.{each.Key}.header_name", each.Header, HeaderDemand)), .. Http];

    private static readonly AttributeRule[] Tcp = [AttributeRule.Number(TcpIdleTimeout, 350, 60, 6000)];

    /// <summary>All that a listener has, with their values.</summary>
    public static ValueList<ListenerAttribute> Describe(ElbListener listener) =>
        For(listener).Select(rule => new ListenerAttribute { Key = rule.Key, Value = Attributes.Of(listener, rule.Key) }).ToValueList();

    public static (World World, ElbListener Listener) Modify(World world, ModifyListenerAttributesRequest request)
    {
        var listener = ElbLookup.FindListener(world, request.ListenerArn);
        var next = listener with
        {
            Attributes = AttributeRule.Set(For(listener), listener.Attributes, (request.Attributes ?? []).Select(each => (each.Key, each.Value)), key => Https.Concat(Tcp).Any(rule => rule.Key == key)
                ? ElbRefusal.Configuration($"Listener attribute key '{key}' is not supported on listeners with protocol '{listener.Protocol}'")
                : ElbRefusal.Validation($"Listener attribute key '{key}' is not recognized")),
        };
        return (world.Put(next), next);
    }

    internal static IReadOnlyList<AttributeRule> For(ElbListener listener) => listener.Protocol switch
    {
        ProtocolEnum.Http => Http,
        ProtocolEnum.Https => Https,
        // TLS connections have a fixed idle timeout of 350 s, flows of UDP one of 120 s.
        ProtocolEnum.Tcp or ProtocolEnum.TcpUdp => Tcp,
        _ => [],
    };

    private static string? HeaderDemand(string name) =>
        name.Length is 0 or > 40 ? "must be between '1-40' characters in length"
        : name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') ? null
        : "contains a character that is not valid";
}
