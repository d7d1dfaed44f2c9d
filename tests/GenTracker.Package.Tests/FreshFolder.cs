using System.IO;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;

namespace GenTracker.Package.Tests;

/// <summary>Projects outside of the repository that know GenTracker from its package alone: a copy of one of the <c>Consumers</c>.</summary>
internal sealed class FreshFolder
{
    private static readonly string Consumers = Path.Combine(MarkdownDocument.Repository, "tests", "GenTracker.Package.Tests", "Consumers");

    private readonly string _folder;

    private FreshFolder(string folder) => _folder = folder;

    /// <summary>Where it lies.</summary>
    public string FullName => _folder;

    /// <summary>Copies a consumer, and what all of them share.</summary>
    /// <param name="consumer">The consumer's folder.</param>
    public static FreshFolder Of(string consumer) => In(NewRoot(consumer), consumer, consumer);

    /// <summary>A new folder for consumers, with what all of them share.</summary>
    /// <param name="name">What it is for.</param>
    public static string NewRoot(string name)
    {
        string root = PackedPackage.NewFolder(name);
        foreach (string shared in Directory.GetFiles(Consumers))
        {
            File.Copy(shared, Path.Combine(root, Path.GetFileName(shared)));
        }

        File.Copy(Path.Combine(MarkdownDocument.Repository, "Directory.Packages.props"), Path.Combine(root, "Repository.Packages.props"));
        return root;
    }

    /// <summary>Copies a consumer beside others.</summary>
    /// <param name="root">Their folder.</param>
    /// <param name="consumer">The consumer's folder.</param>
    /// <param name="name">What it is called there.</param>
    public static FreshFolder In(string root, string consumer, string name)
    {
        FreshFolder fresh = new(Path.Combine(root, name));
        string source = Path.Combine(Consumers, consumer);
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            fresh.Write(Path.GetRelativePath(source, file), File.ReadAllText(file));
        }

        return fresh;
    }

    /// <summary>Writes a file, over the one that is there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">Its text.</param>
    public FreshFolder Write(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    /// <summary>Runs the SDK's command here.</summary>
    /// <param name="arguments">Its arguments.</param>
    public Task<CommandResult> DotnetAsync(params string[] arguments) => Dotnet.RunAsync(_folder, PackedPackage.Environment, arguments);

    /// <summary>Builds the project of this folder, or one further down.</summary>
    /// <param name="arguments">Further arguments of <c>dotnet build</c>.</param>
    public Task<CommandResult> BuildAsync(params string[] arguments) => DotnetAsync(["build", .. arguments]);

    /// <summary>Runs what was built of the project of this folder.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="folder">The project's folder, where it is not this one.</param>
    /// <param name="arguments">The program's arguments.</param>
    public Task<CommandResult> RunAsync(string project, string folder = "", params string[] arguments) =>
        DotnetAsync([Path.Combine(folder, "bin", "Debug", "net10.0", project + ".dll"), .. arguments]);
}
