# SPDX-License-Identifier: BSD-3-Clause
"""Pictures: PNG and JPEG in their own files, and here what is neither."""

import exif_attacks
import jpeg_attacks
import png_attacks

NEITHER = "expected a JPEG or PNG picture, got "


def add_all(catalogue):
    def add(name, data, expects, *repeat):
        catalogue.add(name, "photo", data, expects, *repeat)

    add("empty.jpg", b"", NEITHER + "an empty file")
    add("one_byte.jpg", b"\xff", NEITHER + "a file that begins with the bytes ff")
    for name, (data, looks_like) in {
        "gif.jpg": (b"GIF89a\1\0\1\0\0\0\0;", "GIF"),
        "bmp.jpg": (b"BM" + bytes(60), "BMP"),
        "tiff.jpg": (b"II*\0\x08\0\0\0", "TIFF"),
        "tiff_big_endian.jpg": (b"MM\0*\0\0\0\x08", "TIFF"),
        "webp.jpg": (b"RIFF\x1a\0\0\0WEBPVP8L", "WebP"),
        "heic.jpg": (b"\0\0\0\x18ftypheic", "HEIC, AVIF or video"),
        "avif.jpg": (b"\0\0\0\x1cftypavif", "HEIC, AVIF or video"),
        "pdf.jpg": (b"%PDF-1.7\n", "PDF"),
        "svg.png": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "HTML, SVG or XML"),
        "web_page.png": (b"<!DOCTYPE html><html></html>", "HTML, SVG or XML"),
        "zip.png": (b"PK\3\4", "zip archive"),
        "npy.png": (b"\x93NUMPY\1\0", "NumPy array"),
    }.items():
        shown = " ".join(f"{byte:02x}" for byte in data[:8])
        add(name, data, f"{NEITHER}a file that begins with the bytes {shown} ({looks_like}?)")
    # Formats that the decoder could read had we not left them out.
    for name, data in {
        "psd.jpg": b"8BPS\0\1" + bytes(20),
        "hdr.jpg": b"#?RADIANCE\n\n-Y 1 +X 1\n",
        "pic.jpg": b"\x53\x80\xf6\x34" + bytes(100),
        "pnm.png": b"P6 1 1 255\n\0\0\0",
        "tga.png": b"\0\0\2\0\0\0\0\0\0\0\0\0\1\0\1\0\x18\0\0\0\0",
        "jpeg_2000.jpg": b"\0\0\0\x0cjP  \r\n\x87\n",
        "dos_text.jpg": b"not a picture\r\n\x1a",
        "png_of_dos_text.png": b"\x89PNG\n\x1a\n",
        "start_of_jpeg_alone.jpg": b"\xff\xd8",
    }.items():
        shown = " ".join(f"{byte:02x}" for byte in data[:8])
        add(name, data, f"{NEITHER}a file that begins with the bytes {shown}")
    png_attacks.add_all(add)
    jpeg_attacks.add_all(add)
    exif_attacks.add_all(add)
