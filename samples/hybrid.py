"""Factur-X: a PDF/A-3 that carries its data (ISO 19005-3, Factur-X 1.0 § 6)."""

import io
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from samples.model import Document, Profile

ASSETS = Path(__file__).resolve().parent / "assets"
PRODUCER = "ReportLab, pikepdf"
LEVELS = {
    Profile.BASIC_WL: "BASIC WL",
    Profile.BASIC: "BASIC",
    Profile.EN16931: "EN 16931",
    Profile.EXTENDED: "EXTENDED",
}


def combine(page: bytes, data: bytes, document: Document) -> bytes:
    """Attach the data to its page."""
    with pikepdf.open(io.BytesIO(page)) as pdf:
        _attach(pdf, data, document)
        _describe(pdf, document)
        _add_output_intent(pdf)
        return _save(pdf)


def tidy(page: bytes) -> bytes:
    """Write a page without data as small, and as reproducibly, as the others."""
    with pikepdf.open(io.BytesIO(page)) as pdf:
        return _save(pdf)


def _save(pdf: Pdf) -> bytes:
    # qpdf compresses everything again: the bytes do not depend on the zlib of this machine.
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        min_version="1.7",
        compress_streams=True,
        recompress_flate=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return buffer.getvalue()


def _attach(pdf: Pdf, data: bytes, document: Document) -> None:
    stream = pdf.make_stream(data)
    stream.Type = Name.EmbeddedFile
    stream.Subtype = Name("/text/xml")
    stream.Params = Dictionary(ModDate=String(_pdf_date(document)), Size=len(data))
    # In the profiles without lines the data is not all that the page says.
    relationship = Name.Data if document.profile is Profile.BASIC_WL else Name.Alternative
    attachment = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String("factur-x.xml"),
            UF=String("factur-x.xml"),
            Desc=String("Factur-X"),
            AFRelationship=relationship,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    pdf.Root.AF = Array([attachment])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("factur-x.xml"), attachment])))


def _describe(pdf: Pdf, document: Document) -> None:
    title = f"{document.title} {document.number}"
    author = document.seller.name
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(title),
            Author=String(author),
            Creator=String(author),
            Producer=String(PRODUCER),
            CreationDate=String(_pdf_date(document)),
            ModDate=String(_pdf_date(document)),
        )
    )
    template = Template((ASSETS / "metadata.xmp").read_text(encoding="utf-8"))
    packet = template.substitute(
        title=escape(title),
        author=escape(author),
        producer=PRODUCER,
        moment=f"{document.issued_on}T06:00:00+00:00",
        level=LEVELS[document.profile],
    )
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = String("fr-FR" if document.seller.country == "FR" else "en")


def _pdf_date(document: Document) -> str:
    return f"D:{document.issued_on:%Y%m%d}060000+00'00'"


def _add_output_intent(pdf: Pdf) -> None:
    profile = pdf.make_stream((ASSETS / "srgb.icc").read_bytes(), N=3)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=profile,
            )
        ]
    )
