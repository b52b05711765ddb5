using System.Text;
using System.Text.Json;
using Docker.DotNet.Models;

namespace Workbook.Engine.Runtimes.Docker.Images;

/// <summary>
/// The logins that <c>docker login</c> keeps in Docker's config.json, also those in credential helpers: images are pulled with the
/// rights that the learner's own <c>docker pull</c> has.
/// </summary>
internal sealed class RegistryLogins(string folder)
{
    private const string DockerHub = "https://index.docker.io/v1/";

    public static RegistryLogins OfThisUser() => new(Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"));

    /// <summary>The login of an image's registry; empty when there is none.</summary>
    public AuthConfig For(ImageReference image)
    {
        var server = image.Registry == "docker.io" ? DockerHub : image.Registry;
        if (Read() is not { } config) return new();
        if (HelperOf(config, server) is { } helper) return CredentialProgram.Get(helper, server) ?? new();
        return Text(Member(Member(config, "auths"), server), "auth") is { } auth ? Decode(auth, server) : new();
    }

    private JsonElement? Read()
    {
        var path = Path.Combine(folder, "config.json");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            // Without a login the registry says itself what is missing.
            return null;
        }
    }

    private static string? HelperOf(JsonElement config, string server) => Text(Member(config, "credHelpers"), server) ?? Text(config, "credsStore");

    private static JsonElement Member(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement of, string name) => Member(of, name) is { ValueKind: JsonValueKind.String } member && member.GetString() is { Length: > 0 } text ? text : null;

    private static AuthConfig Decode(string auth, string server)
    {
        var bytes = new byte[auth.Length];
        if (!Convert.TryFromBase64String(auth, bytes, out var length)) return new();
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new() : new() { Username = text[..colon], Password = text[(colon + 1)..], ServerAddress = server };
    }
}
