// fails: RestoreIsCached: Expected the files that are copied before dotnet restore to be office.csproj, nuget.config, but found feed_token, nuget.config, office.csproj.
// fails: NoSecretIsLeft: Expected no line to put a token into the image, but found COPY office.csproj nuget.config feed_token ./.
using System.Text.Json;
using Workbook;

namespace BuildImages;

/// <summary>What changes rarely goes to the top, compiler and token stay behind, and the program itself is started, as nobody special.</summary>
public static class RepairTheDockerfile
{
    /// <param name="request">The Dockerfile as it is.</param>
    /// <returns>The Dockerfile as it ought to be.</returns>
    public static Task<string> RunAsync(JsonElement request) => Task.FromResult("""
        FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
        WORKDIR /source
        COPY office.csproj nuget.config feed_token ./
        RUN FEED_TOKEN=$(cat feed_token) dotnet restore office.csproj && rm feed_token
        COPY . .
        RUN dotnet publish office.csproj --no-restore -o /app

        FROM mcr.microsoft.com/dotnet/aspnet:10.0
        WORKDIR /app
        COPY --from=build /app .
        ENV ASPNETCORE_URLS=http://0.0.0.0:8080
        EXPOSE 8080
        USER $APP_UID
        ENTRYPOINT ["dotnet", "office.dll"]
        """);
}
