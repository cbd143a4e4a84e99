"""What every answer says to the browser, errors too."""

from flask import Flask, Response, request

from config import Settings

CONTENT_POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data:; "  # the design system's own icons are data: masks
    "font-src 'self'; "
    "connect-src 'self'; "
    "manifest-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "object-src 'none'; "
    "frame-ancestors 'none'"
)
SANDBOX = "sandbox; default-src 'none'"  # for files: what opens one all the same gives it no script and no origin
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
YEAR = 31_536_000


def init_app(app: Flask, settings: Settings) -> None:
    fixed = dict(HEADERS)
    if settings.is_https:
        fixed["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"

    @app.after_request
    def say(response: Response) -> Response:
        if response.headers.get("Content-Disposition", "").startswith("attachment"):
            response.headers.setdefault("Content-Security-Policy", SANDBOX)
        said = {name.lower() for name, _ in response.headers}
        response.headers.extend([(name, value) for name, value in fixed.items() if name.lower() not in said])
        if "Cache-Control" not in response.headers:
            # Pages differ by who reads: a shared cache keeps none, a browser asks again.
            response.headers["Cache-Control"] = "private, no-cache" if request.method in ("GET", "HEAD") else "no-store"
        return response
