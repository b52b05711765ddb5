using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Workbook.Web.Access;

namespace Workbook.Web.Workshops;

/// <summary>Who has joined, in a file that survives the workbook: keys stand in it as hashes only.</summary>
internal sealed class Roster
{
    private const string Name = "roster.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    private readonly Lock _gate = new();
    private readonly string _file;
    private readonly int _most;
    private readonly TimeProvider _time;
    private ImmutableList<Learner> _learners;

    /// <param name="folder">The workshop's.</param>
    /// <param name="most">How many learners there may be.</param>
    /// <param name="time">Tells when somebody joins.</param>
    /// <exception cref="IOException">The file is there and cannot be read; the message says what to do.</exception>
    public Roster(string folder, int most, TimeProvider time)
    {
        (_file, _most, _time) = (Path.Combine(folder, Name), most, time);
        _learners = Read();
    }

    /// <summary>In the order in which they joined.</summary>
    public IReadOnlyList<Learner> Learners => _learners;

    /// <summary>Whose the key is; null: nobody's.</summary>
    public Learner? Find(string? key)
    {
        if (string.IsNullOrEmpty(key)) return null;
        var hash = HashOf(key);
        return _learners.Find(learner => learner.KeyHash == hash);
    }

    /// <summary>Takes somebody in.</summary>
    /// <returns>The person's key; or why it cannot be, in words for the person.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public (string? Key, string? Refusal) Join(string? text)
    {
        if (LearnerName.Parse(text) is not { } name) return (null, "Give a name of up to 40 letters, digits, spaces, hyphens, dots and apostrophes.");
        lock (_gate)
        {
            var folder = LearnerName.FolderOf(name);
            if (_learners.Exists(learner => learner.Folder == folder)) return (null, $"Somebody has joined as {name}. Choose another name; if it was you, in another browser, ask the instructor for your personal link.");
            if (_learners.Count >= _most) return (null, $"The workshop is full: it has places for {_most}. Ask the instructor to start it with more (--learners).");
            var key = new SiteToken().Text;
            Keep(_learners.Add(new(name, folder, HashOf(key), _time.GetUtcNow())));
            return (key, null);
        }
    }

    /// <summary>A new key for a learner; the one before it opens nothing any more.</summary>
    /// <returns>Null: there is no such learner.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public string? Renew(string folder)
    {
        lock (_gate)
        {
            if (_learners.Find(each => each.Folder == folder) is not { } learner) return null;
            var key = new SiteToken().Text;
            Keep(_learners.Replace(learner, learner with { KeyHash = HashOf(key) }));
            return key;
        }
    }

    /// <summary>Takes somebody off the list; the files stay.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Remove(string folder)
    {
        lock (_gate) Keep(_learners.RemoveAll(each => each.Folder == folder));
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private void Keep(ImmutableList<Learner> learners)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        File.WriteAllBytes(_file + ".new", JsonSerializer.SerializeToUtf8Bytes(learners, Json));
        File.Move(_file + ".new", _file, overwrite: true);
        _learners = learners;
    }

    private ImmutableList<Learner> Read()
    {
        if (!File.Exists(_file)) return [];
        try
        {
            return JsonSerializer.Deserialize<ImmutableList<Learner>>(File.ReadAllBytes(_file), Json)!;
        }
        catch (JsonException error)
        {
            throw new IOException($"The list of the workshop's learners, {_file}, cannot be read: {error.Message} Mend it, or move it away; then everybody has to join anew.", error);
        }
    }
}
