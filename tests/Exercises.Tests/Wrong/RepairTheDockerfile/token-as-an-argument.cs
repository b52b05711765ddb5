// fails: NoSecretIsLeft: Expected no line to put a token into the image, but found ARG FEED_TOKEN.
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
        ARG FEED_TOKEN
        RUN dotnet restore office.csproj
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
