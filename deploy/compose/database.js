// Generated from the services' manifests; do not edit.
// Write it anew: python -m nscl_shared.deploy render
// The replica set of one node and one user per service; safe to repeat.
const fs = require("fs");
const secret = (name) => fs.readFileSync(`/run/secrets/${name}`, "utf8").trim();
const address = "mongodb://database:27017/?directConnection=true&serverSelectionTimeoutMS=5000";

const admin = new Mongo(address).getDB("admin");
admin.auth("root", secret("database-root-password"));

try {
  admin.adminCommand({ replSetGetStatus: 1 });
} catch (error) {
  if (error.codeName !== "NotYetInitialized") throw error;
  const members = [{ _id: 0, host: "database:27017" }];
  admin.adminCommand({ replSetInitiate: { _id: "nscl", members } });
}

const deadline = Date.now() + 60000;
while (!admin.hello().isWritablePrimary) {
  if (Date.now() > deadline) throw new Error("the database did not become primary in 60 s");
  sleep(200);
}

for (const [service, pwd] of Object.entries(JSON.parse(secret("database-users")))) {
  const roles = [{ role: "readWrite", db: `nscl_${service}` }];
  if (admin.getUser(service)) admin.updateUser(service, { pwd, roles });
  else admin.createUser({ user: service, pwd, roles });
  print(`user ${service} may read and write nscl_${service}`);
}
