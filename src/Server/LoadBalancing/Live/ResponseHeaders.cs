using Microsoft.AspNetCore.Http;
using Workbook.Orchestration.LoadBalancing;

namespace Workbook.Server.LoadBalancing.Live;

/// <summary>What a listener changes in the headers of answers, as its attributes say.</summary>
internal sealed class ResponseHeaders
{
    private const string Prefix = "routing.http.response.";
    private const string Suffix = ".header_value";
    private readonly (string Name, string Value)[] _set;
    private readonly bool _hidesServer;

    private ResponseHeaders((string, string)[] set, bool hidesServer) => (_set, _hidesServer) = (set, hidesServer);

    /// <summary>Null when it changes nothing.</summary>
    public static ResponseHeaders? Of(ElbListener listener)
    {
        // routing.http.response.strict_transport_security.header_value → strict-transport-security
        var set = listener.Attributes
            .Where(each => each.Key.StartsWith(Prefix, StringComparison.Ordinal) && each.Key.EndsWith(Suffix, StringComparison.Ordinal) && each.Value.Length > 0)
            .Select(each => (each.Key[Prefix.Length..^Suffix.Length].Replace('_', '-'), each.Value)).ToArray();
        var hidesServer = Attributes.Of(listener, ListenerAttributes.ServerHeader) == "false";
        return set is [] && !hidesServer ? null : new(set, hidesServer);
    }

    public void Apply(IHeaderDictionary headers)
    {
        if (_hidesServer) headers.Remove("Server");
        foreach (var (name, value) in _set) headers[name] = value;
    }
}
