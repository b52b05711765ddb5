// fails: IsNotRoot: Expected the USER of the last stage to be $APP_UID or a number that is not 0, but found root.
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
        COPY office.csproj nuget.config ./
        RUN --mount=type=secret,id=feed_token \
            FEED_TOKEN=$(cat /run/secrets/feed_token) dotnet restore office.csproj
        COPY . .
        RUN dotnet publish office.csproj --no-restore -o /app

        FROM mcr.microsoft.com/dotnet/aspnet:10.0
        WORKDIR /app
        COPY --from=build /app .
        ENV ASPNETCORE_URLS=http://0.0.0.0:8080
        EXPOSE 8080
        USER root
        ENTRYPOINT ["dotnet", "office.dll"]
        """);
}
