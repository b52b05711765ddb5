using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Workbook.Engine.State;

namespace Workbook.Server.LoadBalancing.Http;

/// <summary>Seals what stickiness cookies say, so that clients can neither read nor change it, and it ends with its time.</summary>
internal sealed class CookieVault
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly byte[] _key;

    /// <param name="dataFolder">Keeps the key, so that sessions outlive a restart; null: they do not.</param>
    public CookieVault(string? dataFolder)
    {
        var path = dataFolder is null ? null : Path.Combine(dataFolder, "load-balancing", "cookie.key");
        if (path is not null && File.Exists(path) && File.ReadAllBytes(path) is { Length: 32 } kept)
        {
            _key = kept;
            return;
        }
        _key = RandomNumberGenerator.GetBytes(32);
        if (path is not null) OwnFile.Write(path, _key);
    }

    public string Seal(string text, DateTimeOffset until)
    {
        var plain = new byte[sizeof(long) + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt64BigEndian(plain, until.ToUnixTimeMilliseconds());
        Encoding.UTF8.GetBytes(text, plain.AsSpan(sizeof(long)));
        var box = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length));
        return Convert.ToBase64String(box);
    }

    /// <summary>Null for what was not sealed here, and for what has ended.</summary>
    public string? Open(string? value, DateTimeOffset now)
    {
        if (value is null || value.Length > 1024) return null;
        var box = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, box, out var length) || length < NonceSize + sizeof(long) + TagSize) return null;
        var plain = new byte[length - NonceSize - TagSize];
        try
        {
            using var aes = new AesGcm(_key, TagSize);
            aes.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length, TagSize), plain);
        }
        catch (CryptographicException)
        {
            return null;
        }
        return now.ToUnixTimeMilliseconds() < BinaryPrimitives.ReadInt64BigEndian(plain) ? Encoding.UTF8.GetString(plain.AsSpan(sizeof(long))) : null;
    }
}
