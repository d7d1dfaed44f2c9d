using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace GenTracker.AspNetCore.Dashboard;

/// <summary>A file of the page, which is embedded in the assembly.</summary>
internal sealed class PageFile
{
    private const string Folder = "Page/";

    private readonly byte[] _content;
    private readonly string _contentType;
    private readonly string _tag;

    private PageFile(string resource)
    {
        Path = resource[Folder.Length..];
        _contentType = GetContentType(Path);
        using Stream stream = typeof(PageFile).Assembly.GetManifestResourceStream(resource)!;
        _content = new byte[stream.Length];
        stream.ReadExactly(_content);
        _tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(_content).AsSpan(0, 12))}\"";
    }

    /// <summary>All files.</summary>
    public static IReadOnlyList<PageFile> All { get; } =
    [
        .. typeof(PageFile).Assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(static name => new PageFile(name)),
    ];

    /// <summary>The page itself.</summary>
    public static PageFile Index { get; } = All.Single(static file => file.Path == "index.html");

    /// <summary>Its path below the prefix.</summary>
    public string Path { get; }

    public Task WriteAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        ResponseHeaders.SetTag(response, _tag);
        if (context.Request.Headers.IfNoneMatch == _tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = _contentType;
        response.ContentLength = _content.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(_content, context.RequestAborted).AsTask();
    }

    private static string GetContentType(string path) => System.IO.Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".json" => "application/json",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        _ => throw new InvalidOperationException($"The page has a file of unknown type: {path}."),
    };
}
