"""The yearly report as an official document (.docx) by Decree 30/2020/NĐ-CP."""

from nscl_reporting.publishing.document.content import Content
from nscl_reporting.publishing.document.yearly import yearly_document

__all__ = ["Content", "yearly_document"]
