-- CreateTable
CREATE TABLE "RateTest" (
    "comparison" TEXT NOT NULL,
    "points" JSONB NOT NULL,
    "suggestedRate" DOUBLE PRECISION,
    "divergedAtRate" DOUBLE PRECISION,
    "comparedRate" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "RateTest_pkey" PRIMARY KEY ("comparison")
);
