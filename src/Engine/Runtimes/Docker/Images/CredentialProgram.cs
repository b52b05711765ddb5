using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Docker.DotNet.Models;

namespace Workbook.Engine.Runtimes.Docker.Images;

/// <summary>Asks a program <c>docker-credential-NAME</c> for a login, by the protocol that the docker CLI speaks with it.</summary>
internal static class CredentialProgram
{
    private const string IsToken = "<token>";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>The login that it keeps for a registry; null when it has none, or does not answer.</summary>
    public static AuthConfig? Get(string name, string server)
    {
        try
        {
            using var helper = Process.Start(new ProcessStartInfo($"docker-credential-{name}", ["get"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            helper.StandardInput.Write(server);
            helper.StandardInput.Close();
            var answer = helper.StandardOutput.ReadToEndAsync();
            if (!helper.WaitForExit(Longest))
            {
                helper.Kill(entireProcessTree: true);
                return null;
            }
            return helper.ExitCode == 0 ? Parse(answer.Result, server) : null;
        }
        catch (Exception error) when (error is Win32Exception or IOException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static AuthConfig? Parse(string answer, string server)
    {
        using var json = JsonDocument.Parse(answer);
        if (!json.RootElement.TryGetProperty("Username", out var user) || !json.RootElement.TryGetProperty("Secret", out var secret)) return null;
        return user.GetString() == IsToken
            ? new() { IdentityToken = secret.GetString(), ServerAddress = server }
            : new() { Username = user.GetString(), Password = secret.GetString(), ServerAddress = server };
    }
}
