namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>What the rules of a listener look at in a request.</summary>
public interface IRoutedRequest
{
    string Method { get; }

    /// <summary><c>http</c> or <c>https</c>, as the client came.</summary>
    string Scheme { get; }

    /// <summary>The Host header without the port.</summary>
    string Host { get; }

    /// <summary>The port of the Host header, or else of the listener.</summary>
    int Port { get; }

    /// <summary>As the client sent it, not decoded; begins with a slash.</summary>
    string Path { get; }

    /// <summary>As the client sent it, without the question mark; empty where there is none.</summary>
    string Query { get; }

    /// <summary>Who opened the connection.</summary>
    SourceAddress Source { get; }

    /// <summary>The value of a header.</summary>
    /// <param name="name">In any case.</param>
    /// <param name="index">Of headers that were sent several times: which one, from 0.</param>
    /// <returns>Null when there are not so many.</returns>
    string? Header(string name, int index);
}
