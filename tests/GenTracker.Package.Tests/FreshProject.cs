using System.IO;
using System.Threading.Tasks;

namespace GenTracker.Package.Tests;

/// <summary>A console project outside of the repository that knows GenTracker from its package alone.</summary>
internal sealed class FreshProject
{
    private readonly PackedPackage _package;
    private readonly string _directory;

    private FreshProject(PackedPackage package, string directory)
    {
        _package = package;
        _directory = directory;
    }

    /// <summary>Writes the project.</summary>
    /// <param name="package">The package that it refers to.</param>
    /// <param name="directory">Its folder.</param>
    /// <param name="name">Its name.</param>
    /// <param name="program">The text of its only source file.</param>
    public static FreshProject Create(PackedPackage package, string directory, string name, string program)
    {
        Directory.CreateDirectory(directory);
        FreshProject project = new(package, directory);
        project.Write(name + ".csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RestoreAdditionalProjectSources>{package.Feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="GenTracker" Version="{package.Version}" />
              </ItemGroup>
            </Project>
            """);
        project.Write("Program.cs", program);
        return project;
    }

    /// <summary>Writes a further file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">Its text.</param>
    public void Write(string name, string text) => File.WriteAllText(Path.Combine(_directory, name), text);

    /// <summary>Builds it.</summary>
    /// <param name="arguments">Further arguments of <c>dotnet build</c>.</param>
    public Task<DotnetResult> BuildAsync(params string[] arguments) =>
        Dotnet.RunAsync(_directory, _package.Environment, ["build", .. arguments]);

    /// <summary>Runs what was built.</summary>
    public Task<DotnetResult> RunAsync() => Dotnet.RunAsync(_directory, _package.Environment, "run", "--no-build");
}
