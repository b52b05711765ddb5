using System.Globalization;
using System.Net.Sockets;

namespace Workbook.Learning.Sandboxes;

/// <summary>
/// Within a sandbox: the ports of the engine, of which each is a socket in a folder. One that the engine opens later is heard of by an answer of the engine,
/// so the folder is looked at before an answer is passed on: then it is there for whoever reads of it.
/// </summary>
internal sealed class EnginePorts
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "WORKBOOK_ENGINE_PORTS";

    /// <summary>What names of sockets end in; they begin with the port.</summary>
    public const string Ending = ".sock";

    private readonly string _folder;
    private readonly Dictionary<string, EngineForwarder?> _open = [];

    private EnginePorts(string folder) => _folder = folder;

    /// <summary>Opens those of the folder that the environment names; nothing where it names none.</summary>
    public static void OpenNamed()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder) new EnginePorts(folder).Look();
    }

    public static string PathOf(string folder, int port) => Path.Combine(folder, port.ToString(CultureInfo.InvariantCulture) + Ending);

    private void Look()
    {
        lock (_open)
        {
            var there = Directory.GetFiles(_folder, "*" + Ending);
            foreach (var socket in there.Where(socket => !_open.ContainsKey(socket))) _open[socket] = TryOpen(socket);
            foreach (var socket in _open.Keys.Except(there).ToList())
            {
                _open[socket]?.Dispose();
                _open.Remove(socket);
            }
        }
    }

    private EngineForwarder? TryOpen(string socket)
    {
        try
        {
            return EngineForwarder.Start(socket, int.Parse(Path.GetFileNameWithoutExtension(socket), CultureInfo.InvariantCulture), Look);
        }
        catch (SocketException)
        {
            // A program of this sandbox has it, or may have none so low: clients are refused, as elsewhere.
            return null;
        }
    }
}
