-- CreateIndex
CREATE INDEX "BehaviourEvent_origin_idx" ON "BehaviourEvent"("origin");
