using System.Globalization;
using System.Net.Sockets;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// A kernel as Jupyter's front ends start it: JupyterLab, Jupyter Notebook, VS Code, nbconvert, papermill. This process talks to them; cells
/// run in another one, whose end does not lose the session.
/// </summary>
public static class JupyterKernel
{
    // How often to see whether the front end that started this process still lives.
    private static readonly TimeSpan LookAtParent = TimeSpan.FromSeconds(2);

    /// <summary>Serves until it is told to shut down, or nobody is left to tell it.</summary>
    /// <param name="connectionFile">The path that Jupyter gives its kernels.</param>
    /// <param name="start">Starts the process in which cells run; called again when it has ended.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the kernel.</param>
    /// <exception cref="NotebookFormatException">The connection file cannot be used, or an address in it.</exception>
    public static async Task RunAsync(string connectionFile, Func<CancellationToken, Task<KernelProcess>> start, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var connection = JupyterConnection.Read(connectionFile);
        await using var kernel = new KernelKeeper(start);
        JupyterSession session;
        try
        {
            session = new JupyterSession(connection, kernel, time);
        }
        catch (SocketException e)
        {
            throw new NotebookFormatException($"The kernel cannot listen where '{connectionFile}' says: {e.Message}", e);
        }
        await using (session)
        {
            var parent = WatchParentAsync(time, cancellationToken);
            await Task.WhenAny(session.Ended, parent);
        }
    }

    /// <summary>Ends when the process does that Jupyter says is the kernel's parent, or with the token.</summary>
    private static async Task WatchParentAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var known = int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), NumberStyles.None, CultureInfo.InvariantCulture, out var id);
        using var timer = new PeriodicTimer(LookAtParent, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (known && !Lives(id))
                    return;
            }
        }
        catch (OperationCanceledException)
        {
            // Ended from outside.
        }
    }

    private static bool Lives(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
