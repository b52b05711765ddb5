namespace Docker.DotNet.Models;

/// <summary>Query of <c>POST /images/create</c>.</summary>
public class ImagesCreateParameters
{
    public string? FromImage { get; set; }

    public string? FromSrc { get; set; }

    public string? Repo { get; set; }

    public string? Tag { get; set; }

    public string? Message { get; set; }

    public IList<string>? Changes { get; set; }

    public string? Platform { get; set; }
}
