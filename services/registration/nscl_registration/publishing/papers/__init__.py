"""Papers as .docx by Decree 30/2020/NĐ-CP; number, date and signature stay open."""
