using System;

namespace GenTracker.Package.Tests.DocumentedCommands;

/// <summary>A command as a test run has time for it.</summary>
/// <param name="Script">What is typed.</param>
/// <param name="Sees">What is to be seen in the output.</param>
internal sealed record ShortCommand(string Script, Action<CommandResult> Sees);
