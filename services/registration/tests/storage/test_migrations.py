"""What an earlier version stored is read, found and compared by this one."""

from nscl_registration.queries.duplicates import alike
from nscl_registration.queries.firms import list_firms, show_firm
from nscl_registration.storage.migrations import list_everything, widen_firms

OLD = {
    "_id": "firm-old",
    "version": 1,
    "name": "Công ty TNHH Huyền Sơn",
    "org_type": "DN",
    "tax_code": "0100109106",
    "tax_code_personal": False,
    "address": "Hữu Lũng",
    "contact_name": "Nguyễn Văn A",
    "contact_email": "a@vidu.example",
    "owner_account_id": None,
    "products": [{"product_id": "p1", "name": "Đá"}],
    "sort_key": "cong ty tnhh huyen son firm-old",
    "words": ["cong", "huyen", "son", "tnhh", "ty", "0100109106"],
}


def test_a_unit_of_before_keeps_its_facts_and_is_found(db):
    row = {key: value for key, value in OLD.items() if value is not None}
    db["firms"].insert_one(row)
    for _ in range(2):
        widen_firms(db)
        list_everything(db)
    firm = show_firm("firm-old")
    assert (firm["address"], firm["contact_email"]) == ("Hữu Lũng", "a@vidu.example")
    assert len(firm["contacts"]) == 1
    assert [found["id"] for found in list_firms(q="huy so")["items"]] == ["firm-old"]
    assert [found["id"] for found in alike("CTCP Huyen Son", [])] == ["firm-old"]
