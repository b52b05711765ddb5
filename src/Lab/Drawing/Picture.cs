namespace Workbook;

/// <summary>Something drawn: a notebook shows it as a picture, everything else as text.</summary>
public abstract class Picture
{
    /// <summary>The picture. It brings its own background, so that it reads the same in light and dark surroundings and in print.</summary>
    public abstract string ToSvg();

    /// <summary>The same in words.</summary>
    public abstract override string ToString();

    /// <summary>How a notebook shows it: mime type → content.</summary>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => new Dictionary<string, string>
    {
        ["text/plain"] = ToString(),
        ["image/svg+xml"] = ToSvg(),
    };

    /// <summary>Writes the picture into a file, whose name should end in <c>.svg</c>.</summary>
    public Task SaveAsync(string path, CancellationToken cancellation = default) => File.WriteAllTextAsync(path, ToSvg(), cancellation);
}
