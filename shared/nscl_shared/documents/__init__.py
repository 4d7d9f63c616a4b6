"""Official documents (.docx, Decree 30/2020/NĐ-CP) and lists (.xlsx).

For services that install ``nscl-shared[documents]``.
"""
