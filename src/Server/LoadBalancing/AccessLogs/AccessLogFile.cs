using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;

namespace Workbook.Server.LoadBalancing.AccessLogs;

/// <summary>A file of an access log that is still being written. It has its name when it is whole.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Publish disposes.")]
internal sealed class AccessLogFile
{
    private readonly string _draft;
    private readonly StreamWriter _writer;

    private AccessLogFile(string draft)
    {
        _draft = draft;
        _writer = new(new GZipStream(new FileStream(draft, FileMode.CreateNew), CompressionLevel.Fastest), new UTF8Encoding(false)) { NewLine = "\n" };
    }

    public static AccessLogFile Open(string folder)
    {
        Directory.CreateDirectory(folder);
        return new(Path.Combine(folder, $".{Path.GetRandomFileName()}.draft"));
    }

    public void Write(string line) => _writer.WriteLine(line);

    public void Publish(string path)
    {
        _writer.Dispose();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(_draft, path);
    }
}
