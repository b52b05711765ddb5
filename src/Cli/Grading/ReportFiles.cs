using System.CommandLine;
using System.Security.Cryptography;
using Spectre.Console;
using Workbook.Learning.Grading;

namespace Workbook.Cli.Grading;

/// <summary>
/// The options <c>--report FORMAT=FILE</c> (any number of them), <c>--view</c> and <c>--sign KEYFILE</c>, which puts beside each report a <c>FILE.hmac</c> that
/// <c>openssl dgst -sha256 -hmac "$(cat KEYFILE)" FILE</c> gives too.
/// </summary>
internal sealed class ReportFiles
{
    private const string Student = "student";
    private const string Instructor = "instructor";

    private readonly Option<string[]> _reports;
    private readonly Option<string> _view = new("--view")
    {
        Description = "What reports and terminal show of hidden checks: to students only whether they passed.",
        HelpName = $"{Student}|{Instructor}",
        DefaultValueFactory = _ => Student,
    };

    private readonly Option<FileInfo?> _key = new("--sign") { Description = "Sign each report with the key in this file (HMAC-SHA256), into FILE.hmac beside it.", HelpName = "KEYFILE" };

    public ReportFiles(IReadOnlyCollection<string> formats)
    {
        _reports = new("--report") { Description = $"Write a report, any number of them: {string.Join(", ", formats)}.", HelpName = "FORMAT=FILE", AllowMultipleArgumentsPerToken = false };
        _reports.Validators.Add(result =>
        {
            foreach (var value in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (value.Split('=', 2) is not [var format, { Length: > 0 }] || !formats.Contains(format, StringComparer.OrdinalIgnoreCase))
                    result.AddError($"--report takes FORMAT=FILE, such as {formats.First()}=report.{formats.First()}, with one of the formats {string.Join(", ", formats)}; it was given '{value}'.");
            }
        });
        _view.AcceptOnlyFromAmong(Student, Instructor);
        _key.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<FileInfo?>() is { Exists: false } file) result.AddError($"There is no key file {file.FullName}.");
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_reports);
        command.Options.Add(_view);
        command.Options.Add(_key);
    }

    /// <summary>The report as whoever asked may see it.</summary>
    public GradeReport View(ParseResult result, GradeReport report) => result.GetValue(_view) == Instructor ? report : StudentView.Of(report);

    /// <summary>Writes all that were asked for. False when one could not be written, which is said.</summary>
    public bool TryWrite(ParseResult result, Func<string, byte[]> content)
    {
        foreach (var report in result.GetValue(_reports) ?? [])
        {
            var (format, file) = (report.Split('=', 2)[0], report.Split('=', 2)[1]);
            try
            {
                Write(file, content(format), result.GetValue(_key));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
            {
                AnsiConsole.MarkupLineInterpolated($"[red]The report could not be written to {file}: {error.Message}[/]");
                return false;
            }
        }
        return true;
    }

    private static void Write(string file, byte[] bytes, FileInfo? key)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        File.WriteAllBytes(file, bytes);
        if (key is null) return;
        var secret = File.ReadAllText(key.FullName).TrimEnd('\r', '\n');
        File.WriteAllText(file + ".hmac", Convert.ToHexStringLower(HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret), bytes)) + "\n");
    }
}
