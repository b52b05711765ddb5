using System.Text.Json;
using Workbook;

namespace BuildImages;

/// <summary>
/// A Dockerfile that works, and should not be used. <c>request</c> is <c>{ "dockerfile": "…" }</c>; return the text of a better one, of the same
/// program. Beside it in the folder are <c>office.csproj</c>, <c>nuget.config</c> (which reads the feed's token from the variable
/// <c>FEED_TOKEN</c>) and the sources.
/// <list type="number">
/// <item>Two stages: <c>build</c> on <c>mcr.microsoft.com/dotnet/sdk:10.0</c>, which publishes to <c>/app</c>, and a last one on
/// <c>mcr.microsoft.com/dotnet/aspnet:10.0</c>, which runs nothing and copies nothing but that folder, to <c>/app</c>, where it also works.</item>
/// <item>When only sources change, <c>dotnet restore</c> comes from the cache: before it, only <c>office.csproj</c> and <c>nuget.config</c> are
/// copied. <c>dotnet publish</c> does not restore again.</item>
/// <item>The program, <c>dotnet office.dll</c>, is process 1 and hears SIGTERM, by ENTRYPOINT alone.</item>
/// <item>It is not root: a user's number, or <c>$APP_UID</c>.</item>
/// <item>The token is in no line and no layer. Only the line with <c>dotnet restore</c> gets it, as the build secret <c>feed_token</c>, and sets
/// <c>FEED_TOKEN</c> for that one command.</item>
/// <item>The program listens at port 8080 for everybody (<c>ASPNETCORE_URLS</c>), and the image says so with EXPOSE.</item>
/// </list>
/// </summary>
public static class RepairTheDockerfile
{
    /// <param name="request">The Dockerfile as it is.</param>
    /// <returns>The Dockerfile as it ought to be.</returns>
    public static async Task<string> RunAsync(JsonElement request)
    {
        Console.WriteLine(request.GetProperty("dockerfile").GetString());

        throw new NotImplementedException("RepairTheDockerfile only prints it so far. Write a better one between three double quotes, and return it.");
    }
}
