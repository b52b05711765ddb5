using System.Diagnostics;
using System.Runtime.InteropServices;
using Workbook.Learning.Sandboxes;

namespace Workbook.Learning.Grading;

/// <summary>
/// Ends a process with everything that it started, also what it detached. On Linux this process makes itself the one
/// that orphans of its descendants fall to, so that nothing gets out of sight; elsewhere the parents' chain has to do.
/// Orphans do not tell whose they were, so there is one such tree at a time in a process.
/// </summary>
internal sealed class ProcessTree
{
    private const int SetChildSubreaper = 36;
    private const int Kill = 9;
    private const int WithoutWaiting = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly HashSet<int> _earlier;

    private ProcessTree(HashSet<int> earlier) => _earlier = earlier;

    /// <summary>To be called before the process is started.</summary>
    public static ProcessTree Prepare()
    {
        if (!OperatingSystem.IsLinux()) return new([]);
        if (prctl(SetChildSubreaper, 1, 0, 0, 0) != 0) throw new GradingException("This process could not be made the reaper of its descendants.");
        return new([.. LinuxProcess.All().Where(process => process.Parent == Environment.ProcessId).Select(process => process.Id)]);
    }

    /// <exception cref="GradingException">Something would not end.</exception>
    public async Task KillAsync(Process root, TimeProvider time)
    {
        if (!OperatingSystem.IsLinux())
        {
            root.Kill(entireProcessTree: true);
            return;
        }
        var started = time.GetTimestamp();
        // Again until nothing is found: what is killed may just have started something.
        while (Living(root.Id) is { Count: > 0 } living)
        {
            if (time.GetElapsedTime(started) > Patience) throw new GradingException($"{living.Count} processes of the submission could not be ended.");
            foreach (var id in living) _ = kill(id, Kill);
            await Task.Delay(Pause, time);
        }
    }

    /// <summary>The root and what descends from it; so does every child that fell to this process since.</summary>
    private HashSet<int> Living(int root)
    {
        var all = LinuxProcess.All();
        var found = new HashSet<int> { root };
        foreach (var adopted in all.Where(process => process.Parent == Environment.ProcessId && process.Id != root && !_earlier.Contains(process.Id)))
        {
            if (adopted.IsZombie) _ = waitpid(adopted.Id, 0, WithoutWaiting);
            else found.Add(adopted.Id);
        }
        found = LinuxProcess.Descendants(found, all);
        found.IntersectWith(all.Where(process => !process.IsZombie).Select(process => process.Id));
        return found;
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int prctl(int option, nuint arg2, nuint arg3, nuint arg4, nuint arg5);

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);

    [DllImport("libc", SetLastError = true)]
    private static extern int waitpid(int process, nint status, int options);
}
