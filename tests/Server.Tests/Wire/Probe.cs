using Workbook.Server.Wire;

namespace Workbook.Server.Tests.Wire;

/// <summary>A shape with a timestamp that is read; no request that is served has one.</summary>
internal sealed record Probe(DateTimeOffset? At)
{
    public static Probe Read(ref JsonInput json)
    {
        DateTimeOffset? at = null;
        if (!json.StartObject()) return new(at);
        while (json.NextMember())
        {
            if (json.Name is "at") at = json.Timestamp();
            else json.Skip();
        }
        return new(at);
    }
}
