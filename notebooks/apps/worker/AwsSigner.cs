using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Worker;

/// <summary>Signs requests with Signature Version 4 (see "Create a signed AWS API request").</summary>
internal sealed class AwsSigner(string service, string region, HttpClient http)
{
    public static AwsSigner OfEnvironment(string service) => new(service, Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? "us-east-1", new());

    public async Task SignAsync(HttpRequestMessage request, byte[] body, DateTimeOffset now, CancellationToken cancellation)
    {
        var keys = await KeysAsync(cancellation);
        var stamp = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{stamp[..8]}/{region}/{service}/aws4_request";
        request.Headers.Add("X-Amz-Date", stamp);
        if (keys.Token is { } token) request.Headers.Add("X-Amz-Security-Token", token);
        var headers = request.Headers.Where(header => header.Key.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase))
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.First()))
            .Append((Name: "host", Value: request.RequestUri!.Authority))
            .Append((Name: "content-type", Value: request.Content!.Headers.ContentType!.ToString()))
            .OrderBy(header => header.Name, StringComparer.Ordinal).ToList();
        var signed = string.Join(';', headers.Select(header => header.Name));
        var canonical = $"{request.Method}\n{request.RequestUri.AbsolutePath}\n\n{string.Concat(headers.Select(header => $"{header.Name}:{header.Value}\n"))}\n{signed}\n{Hex(SHA256.HashData(body))}";
        var text = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + keys.Secret);
        foreach (var part in scope.Split('/')) key = Hash(key, part);
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={keys.Id}/{scope}, SignedHeaders={signed}, Signature={Hex(Hash(key, text))}");
    }

    /// <summary>The task role's, which ECS gives to containers that have one; else those of the environment.</summary>
    private async Task<(string Id, string Secret, string? Token)> KeysAsync(CancellationToken cancellation)
    {
        if (Variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is { } path)
        {
            using var role = JsonDocument.Parse(await http.GetStringAsync(new Uri(new Uri("http://169.254.170.2"), path), cancellation));
            return (role.RootElement.GetProperty("AccessKeyId").GetString()!, role.RootElement.GetProperty("SecretAccessKey").GetString()!, role.RootElement.GetProperty("Token").GetString());
        }
        return (Variable("AWS_ACCESS_KEY_ID") ?? "test", Variable("AWS_SECRET_ACCESS_KEY") ?? "test", Variable("AWS_SESSION_TOKEN"));
    }

    private static byte[] Hash(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
