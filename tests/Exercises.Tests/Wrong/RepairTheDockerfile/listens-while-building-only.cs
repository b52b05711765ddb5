// fails: ListensForOthers: Expected the last stage to have the program listen at port 8080 of all addresses, but found no ASPNETCORE_URLS.
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
        ENV ASPNETCORE_URLS=http://0.0.0.0:8080
        WORKDIR /source
        COPY office.csproj nuget.config ./
        RUN --mount=type=secret,id=feed_token \
            FEED_TOKEN=$(cat /run/secrets/feed_token) dotnet restore office.csproj
        COPY . .
        RUN dotnet publish office.csproj --no-restore -o /app

        FROM mcr.microsoft.com/dotnet/aspnet:10.0
        WORKDIR /app
        COPY --from=build /app .
        EXPOSE 8080
        USER $APP_UID
        ENTRYPOINT ["dotnet", "office.dll"]
        """);
}
