namespace Docker.DotNet;

/// <summary>What it is that a 404 is about.</summary>
internal enum Missing
{
    Something,
    Container,
    Image,
    Network,
}
