using System.Security.Cryptography;
using Workbook.Engine.State;
using Workbook.Orchestration.Images;

namespace Workbook.Server.Registry;

/// <summary>
/// What <see cref="AuthorizationToken"/>s are sealed with. Kept in the data folder, so that who is logged in stays so when
/// the engine starts again; without one, nothing outlives the engine.
/// </summary>
internal sealed class RegistrySecret
{
    private const int ByteCount = 32;
    private readonly byte[] _bytes;

    /// <exception cref="IOException">The data folder cannot be read or written.</exception>
    public RegistrySecret(string? dataFolder)
    {
        var file = dataFolder is null ? null : Path.Combine(Path.GetFullPath(dataFolder), "registry-secret");
        if (file is not null && File.Exists(file) && File.ReadAllBytes(file) is { Length: ByteCount } kept)
        {
            _bytes = kept;
            return;
        }
        _bytes = RandomNumberGenerator.GetBytes(ByteCount);
        if (file is not null) OwnFile.Write(file, _bytes);
    }

    public ReadOnlySpan<byte> Bytes => _bytes;
}
