namespace Workbook.Engine.Runtimes.Docker.Instances;

/// <summary>Whether the agents of one Docker Engine are connected. They are at first.</summary>
/// <param name="note">Tells each change.</param>
internal sealed class AgentConnection(Func<bool, Task> note)
{
    private readonly Lock _gate = new();
    private Task _told = Task.CompletedTask;
    private bool _isConnected = true;

    /// <summary>Returns when the change, if it is one, was told, after all before it.</summary>
    public Task NoteAsync(bool isConnected)
    {
        lock (_gate)
        {
            if (isConnected == _isConnected) return _told;
            _isConnected = isConnected;
            return _told = TellAsync(_told, isConnected);
        }
    }

    private async Task TellAsync(Task before, bool isConnected)
    {
        await before;
        await note(isConnected);
    }
}
