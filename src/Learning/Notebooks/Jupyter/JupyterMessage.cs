using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbook.Learning.Notebooks;

/// <summary>A message of Jupyter's protocol 5.3 (https://jupyter-client.readthedocs.io/en/stable/messaging.html).</summary>
/// <param name="Route">Frames before the delimiter, which an answer carries back.</param>
internal sealed record JupyterMessage(IReadOnlyList<byte[]> Route, JsonObject Header, JsonObject Content)
{
    public const string Version = "5.3";

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Type => (string?)Header["msg_type"] ?? "";

    public string Session => (string?)Header["session"] ?? "";

    /// <summary>Null for what is not signed with the key, or no message at all.</summary>
    public static JupyterMessage? Read(List<byte[]> frames, byte[] key)
    {
        var start = frames.FindIndex(frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (start < 0 || frames.Count < start + 6)
            return null;
        var parts = frames.GetRange(start + 2, 4);
        // In constant time: how long a comparison takes must not tell how much of a guess was right.
        if (key.Length > 0 && !CryptographicOperations.FixedTimeEquals(Sign(parts, key), frames[start + 1]))
            return null;
        try
        {
            return JsonNode.Parse(parts[0]) is JsonObject header && header["msg_type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String && JsonNode.Parse(parts[3]) is JsonObject content
                ? new(frames.GetRange(0, start), header, content)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The frames of a signed message.</summary>
    public static List<byte[]> Write(IEnumerable<byte[]> route, JsonObject header, JsonObject? parent, JsonObject content, byte[] key)
    {
        List<byte[]> parts = [Bytes(header), Bytes(parent ?? []), "{}"u8.ToArray(), Bytes(content)];
        return [.. route, Delimiter, key.Length > 0 ? Sign(parts, key) : [], .. parts];
    }

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString(Json));

    // As lower-case hexadecimal text.
    private static byte[] Sign(List<byte[]> parts, byte[] key)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var part in parts)
            hmac.AppendData(part);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hmac.GetHashAndReset()));
    }
}
