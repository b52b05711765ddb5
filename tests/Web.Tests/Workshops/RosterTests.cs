using Workbook.Web.Workshops;

namespace Workbook.Web.Tests.Workshops;

/// <summary>Who has joined, under which name, and with which key.</summary>
internal sealed class RosterTests
{
    private DirectoryInfo _folder = null!;

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("workbook-roster-");

    [TearDown]
    public void Delete() => _folder.Delete(recursive: true);

    [TestCase("Ada Lovelace", "ada-lovelace")]
    [TestCase("  Grace   Hopper ", "grace-hopper")]
    [TestCase("Jean-Luc O'Neill jr.", "jean-luc-o-neill-jr")]
    [TestCase("Łukasz 2", "łukasz-2")]
    public void A_name_makes_a_folder(string name, string folder)
    {
        var roster = Open();

        roster.Join(name).Refusal.Should().BeNull();

        roster.Learners.Should().ContainSingle().Which.Folder.Should().Be(folder);
    }

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("../../etc")]
    [TestCase("a/b")]
    [TestCase("..")]
    [TestCase("'-.")]
    [TestCase("<script>")]
    [TestCase("12345678901234567890123456789012345678901")]
    public void What_is_no_name_is_refused(string name)
    {
        var roster = Open();

        roster.Join(name).Refusal.Should().StartWith("Give a name");

        roster.Learners.Should().BeEmpty();
    }

    [Test]
    public void A_name_is_given_once()
    {
        var roster = Open();
        roster.Join("Ada");

        roster.Join("ADA").Refusal.Should().Contain("Somebody has joined as ADA").And.Contain("personal link");
    }

    [Test]
    public void A_full_workshop_says_so()
    {
        var roster = Open(most: 1);
        roster.Join("Ada");

        roster.Join("Grace").Refusal.Should().Contain("places for 1");
    }

    [Test]
    public void Keys_outlive_the_workbook_and_stand_in_no_file()
    {
        var key = Open().Join("Ada").Key!;

        Open().Find(key)!.Name.Should().Be("Ada");
        Directory.EnumerateFiles(_folder.FullName).Select(File.ReadAllText).Should().NotContain(text => text.Contains(key, StringComparison.Ordinal));
    }

    [Test]
    public void A_new_key_ends_the_one_before_it()
    {
        var roster = Open();
        var old = roster.Join("Ada").Key;

        var key = roster.Renew("ada");

        roster.Find(key)!.Name.Should().Be("Ada");
        roster.Find(old).Should().BeNull();
        roster.Renew("nobody").Should().BeNull();
    }

    [Test]
    public void Who_is_removed_is_let_in_no_more()
    {
        var roster = Open();
        var key = roster.Join("Ada").Key;

        roster.Remove("ada");

        roster.Find(key).Should().BeNull();
        roster.Join("Ada").Refusal.Should().BeNull("the name is free again");
    }

    [Test]
    public void A_list_that_cannot_be_read_says_what_to_do()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "roster.json"), "{");

        FluentActions.Invoking(() => Open()).Should().Throw<IOException>().WithMessage("*roster.json*Mend it, or move it away*");
    }

    private Roster Open(int most = 40) => new(_folder.FullName, most, TimeProvider.System);
}
