@echo off
dotnet run --configuration Release --project "%~dp0src\Cli" -- %*
exit /b %ERRORLEVEL%
