using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Workbook.Engine.State;

namespace Workbook.Server.Metadata;

/// <summary>
/// What a <see cref="MetadataEndpoint"/> has to find again in its next life: containers that outlive the engine go on asking at the
/// port and by the ids that they were started with. Kept in the data folder; without one, nothing outlives the engine.
/// </summary>
internal sealed class AgentMemory
{
    private const int SecretBytes = 32;
    private readonly string? _file;

    /// <exception cref="IOException">The data folder cannot be read or written.</exception>
    public AgentMemory(string? dataFolder)
    {
        _file = dataFolder is null ? null : Path.Combine(Path.GetFullPath(dataFolder), "agent");
        if (_file is not null && File.Exists(_file) && File.ReadAllLines(_file) is [{ Length: > 0 } secret, var port, ..])
        {
            Secret = secret;
            Port = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            return;
        }
        Secret = RandomNumberGenerator.GetHexString(SecretBytes * 2);
        Remember(0);
    }

    public string Secret { get; }

    /// <summary>0 when there was none yet.</summary>
    public int Port { get; private set; }

    public void Remember(int port)
    {
        Port = port;
        if (_file is not null) OwnFile.Write(_file, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Secret}{Environment.NewLine}{port}{Environment.NewLine}")));
    }
}
