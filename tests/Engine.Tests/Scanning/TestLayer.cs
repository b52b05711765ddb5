using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Workbook.Engine.Tests.Scanning;

/// <summary>Makes layers.</summary>
internal static class TestLayer
{
    public const string Alpine315 = "NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID=3.15.0\n";

    public const string Debian11 = "PRETTY_NAME=\"Debian GNU/Linux 11 (bullseye)\"\nVERSION_ID=\"11\"\nID=debian\n";

    public const string Apk = "C:Q1x=\nP:libcrypto1.1\nV:1.1.1l-r7\no:openssl\n\nC:Q1y=\nP:busybox\nV:1.34.1-r5\no:busybox\n\n";

    public const string Dpkg =
        "Package: libssl1.1\nStatus: install ok installed\nSource: openssl\nVersion: 1.1.1k-1+deb11u1\nDescription: Secure Sockets Layer toolkit\n more of it: here\n\n" +
        "Package: zlib1g\nStatus: deinstall ok config-files\nSource: zlib\nVersion: 1:1.2.11.dfsg-2\n\n" +
        "Package: libc6\nStatus: install ok installed\nSource: glibc (2.31-13+deb11u2)\nVersion: 2.31-13+deb11u2+b1\n";

    public const string Deps =
        """{"runtimeTarget":{"name":".NETCoreApp,Version=v8.0"},"libraries":{"web/1.0.0":{"type":"project"},"Newtonsoft.Json/12.0.3":{"type":"package"},"System.Text.Json/8.0.5":{"type":"package"}}}""";

    /// <param name="format">How names are kept.</param>
    /// <param name="files">Paths with contents; null for a folder.</param>
    public static byte[] Tar(TarEntryFormat format, params (string Path, string? Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                var type = content is null ? TarEntryType.Directory : format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
                TarEntry entry = format switch
                {
                    TarEntryFormat.Pax => new PaxTarEntry(type, path),
                    TarEntryFormat.Gnu => new GnuTarEntry(type, path),
                    TarEntryFormat.Ustar => new UstarTarEntry(type, path),
                    _ => new V7TarEntry(type, path),
                };
                if (content is not null) entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
                writer.WriteEntry(entry);
            }
        }
        return bytes.ToArray();
    }

    public static byte[] Tar(params (string Path, string? Content)[] files) => Tar(TarEntryFormat.Pax, files);

    public static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return bytes.ToArray();
    }
}
