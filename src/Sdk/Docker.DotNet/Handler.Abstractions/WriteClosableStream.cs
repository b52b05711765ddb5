namespace Docker.DotNet.Handler.Abstractions;

/// <summary>A two-way stream whose writing end can be closed while the other end is still read.</summary>
public abstract class WriteClosableStream : Stream
{
    public abstract bool CanCloseWrite { get; }

    public abstract void CloseWrite();
}
