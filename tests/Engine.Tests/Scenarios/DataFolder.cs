using Workbook.Engine.Tests.State;

namespace Workbook.Engine.Tests.Scenarios;

/// <summary>Where engines that follow each other keep their state. It is gone after the test, with what they left on Docker.</summary>
internal sealed class DataFolder : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    public string Path => _folder.Path;

    /// <summary>The engines' id; they have one once the first has run on Docker.</summary>
    public string? EngineId => EngineIdentity.Find(Path)?.Id;

    public async ValueTask DisposeAsync()
    {
        if (EngineId is { } id) await PracticeDocker.RemoveBelongingsAsync(id);
        _folder.Dispose();
    }
}
