namespace Docker.DotNet.Models;

/// <summary>EventActor: what an event is about; its labels are among the attributes.</summary>
public class Actor
{
    public string ID { get; set; } = string.Empty;

    public IDictionary<string, string> Attributes { get; set; } = default!;
}
