"""The stand-in peer: what GS1's resolver does once its syntax check is stubbed out.

Two indexed reads and a redirection, on Flask and PyMongo; run it by gunicorn with two
workers of four threads (benchmarks/scans/field.py).
"""

import os

from flask import Flask, redirect
from pymongo import MongoClient

app = Flask(__name__)
db = MongoClient(os.environ["NSCL_MONGODB_URI"])["nscl_traceability"]


@app.get("/01/<gtin>/10/<lot>/21/<serial>")
def resolve(gtin, lot, serial):
    product = db["products"].find_one({"gtin": gtin})
    if product is None:
        return {"error": "unknown"}, 404
    found = db["lots"].find_one({"product_id": product["_id"], "number": lot})
    if found is None:
        return {"error": "unknown"}, 404
    return redirect(f"https://pages.example/{product['_id']}/{found['_id']}?21={serial}", code=307)
