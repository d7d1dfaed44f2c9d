using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GenTracker.AspNetCore.Dashboard;

/// <summary>The headers of all answers of the dashboard.</summary>
internal static class ResponseHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    public static void Set(HttpResponse response)
    {
        IHeaderDictionary headers = response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    /// <summary>Says that the answer may be kept, if the server is asked each time whether it is still the same.</summary>
    public static void SetTag(HttpResponse response, string tag)
    {
        response.Headers.CacheControl = "no-cache";
        response.Headers[HeaderNames.ETag] = tag;
    }
}
