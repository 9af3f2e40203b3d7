-- CreateTable
CREATE TABLE "TrainingProgress" (
    "model" TEXT NOT NULL,
    "isRunning" BOOLEAN NOT NULL,
    "done" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TrainingProgress_pkey" PRIMARY KEY ("model")
);
ALTER TABLE "TrainingProgress" ADD CONSTRAINT "TrainingProgress_counts" CHECK ("done" BETWEEN 0 AND "total");
