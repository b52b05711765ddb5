using Workbook.Learning.Sandboxes;

namespace Workbook.Learning.Notebooks;

/// <summary>Looks once a second at how much memory each kernel has with all that its cells started. It is one loop for all of them, and none while there are none.</summary>
internal sealed class KernelMemoryWatch(long limit, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, Action> _watched = [];
    private bool _looking;

    /// <param name="process">The first of the kernel's processes.</param>
    /// <param name="exceeded">Called, perhaps more than once, when it has more than it may.</param>
    public void Add(int process, Action exceeded)
    {
        lock (_watched)
        {
            _watched[process] = exceeded;
            if (_looking) return;
            _looking = true;
        }
        _ = LookAsync();
    }

    public void Remove(int process)
    {
        lock (_watched) _watched.Remove(process);
    }

    private async Task LookAsync()
    {
        while (true)
        {
            await Task.Delay(Pause, time).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            KeyValuePair<int, Action>[] watched;
            lock (_watched)
            {
                _looking = _watched.Count > 0;
                if (!_looking) return;
                watched = [.. _watched];
            }
            var bytes = LinuxProcess.ResidentBytesOf([.. watched.Select(each => each.Key)]);
            foreach (var (process, exceeded) in watched.Where(each => bytes[each.Key] > limit)) exceeded();
        }
    }
}
