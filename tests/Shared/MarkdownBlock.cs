namespace GenTracker.Tests.Shared;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page's path within the repository.</param>
/// <param name="Line">The line of the page that its text begins with.</param>
/// <param name="Language">What its fence says that it is; empty where it says nothing.</param>
/// <param name="Text">Its lines.</param>
internal sealed record MarkdownBlock(string Page, int Line, string Language, string Text);
