@echo off
if not exist "%~dp0artifacts\bin\Cli\release" echo Building ECS Workbook for the first time, about a minute ... 1>&2
dotnet run --configuration Release --project "%~dp0src\Cli" -- %*
exit /b %ERRORLEVEL%
